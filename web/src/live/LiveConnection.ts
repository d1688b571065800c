import { setLive } from "./status";
import { toldBy, type Change } from "./told";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const SILENCE_MS = 45_000;
const SESSION_OVER = 4401;
const NO_MEMBER = 4403;

interface Listener {
  readonly onChanges: (changes: readonly Change[]) => void;
  /** Something may have been missed. */
  readonly onGap: () => void;
  /** The session is over, or the role was taken away. */
  readonly onRefused: () => void;
}

/** A WebSocket that is opened again whenever it breaks, later each time, and at once when the machine is back on the network. */
export class LiveConnection {
  readonly #address: string;
  readonly #listener: Listener;
  #socket: WebSocket | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT_MS;
  #missed = false;

  constructor(place: string, listener: Listener) {
    const { protocol, host } = window.location;
    this.#address = `${protocol === "https:" ? "wss:" : "ws:"}//${host}/live?organisation=${place}`;
    this.#listener = listener;
    window.addEventListener("online", this.#now);
    window.addEventListener("offline", this.#gone);
    this.#open();
  }

  end(): void {
    window.removeEventListener("online", this.#now);
    window.removeEventListener("offline", this.#gone);
    this.#forget();
    clearTimeout(this.#again);
    setLive("opening");
  }

  readonly #now = (): void => {
    if (this.#socket?.readyState === WebSocket.OPEN) return;
    this.#wait = FIRST_WAIT_MS;
    clearTimeout(this.#again);
    this.#open();
  };

  /** The machine has left the network: the socket would notice only by its silence. */
  readonly #gone = (): void => {
    this.#forget();
    this.#lost(0);
  };

  #open(): void {
    this.#forget();
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(String(data));
    socket.onclose = ({ code }) => this.#lost(code);
    this.#mind();
  }

  #hear(text: string): void {
    const told = toldBy(text);
    this.#mind();
    this.#wait = FIRST_WAIT_MS;
    setLive("live");
    if (told.kind === "changed") this.#listener.onChanges(told.changes);
    if (told.kind === "everything" || this.#missed) this.#listener.onGap();
    this.#missed = false;
  }

  #lost(code: number): void {
    clearTimeout(this.#silence);
    this.#missed = true;
    setLive("down");
    this.#listener.onGap(); // what is read now is asked for by the page itself from here on
    if (code === SESSION_OVER || code === NO_MEMBER) this.#listener.onRefused();
    this.#again = setTimeout(() => this.#open(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  /** A socket that says nothing for too long is none any more. */
  #mind(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#forget();
      this.#lost(0);
    }, SILENCE_MS);
  }

  #forget(): void {
    clearTimeout(this.#silence);
    if (!this.#socket) return;
    this.#socket.onclose = null;
    this.#socket.onmessage = null;
    this.#socket.close();
    this.#socket = undefined;
  }
}
