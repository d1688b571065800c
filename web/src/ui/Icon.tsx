const PATHS = {
  campaigns: "M4 10v4h3l7 4V6l-7 4zM17 9c1.300 1.700 1.300 4.300 0 6M19.500 7c2.700 3 2.700 7 0 10",
  contacts: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c.8-3.700 3.800-5.500 7.500-5.500s6.700 1.800 7.500 5.500",
  account: "M12 3l7 3v5c0 4.500-2.900 8-7 10-4.100-2-7-5.500-7-10V6zM9 12l2 2 4-4",
  home: "M4 11l8-7 8 7v9h-5.500v-6h-5v6H4z",
  templates: "M5 4h14v16H5zM8.500 9h7M8.500 13h7M8.500 17h4",
  segments: "M12 3a9 9 0 1 0 9 9h-9zM15.500 3.700a9 9 0 0 1 4.800 4.800h-4.800z",
  inbox: "M4 13l2.500-8h11l2.500 8v6H4zM4 13h4.500l1.500 2.500h4l1.500-2.500H20",
  imports: "M12 4v11M7.500 10.500L12 15l4.500-4.500M4 19h16",
  suppressions: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.700 5.700l12.600 12.600",
  approvals: "M4 12.500l4 4L16 8M12.500 16l.5.5 8-8.500",
  decisions: "M4 5h16v11h-8l-4.500 4v-4H4zM9.700 8.800a2.300 2.300 0 1 1 2.300 2.500v.7M12 13.700v0",
  courses: "M12 5l9.500 4.500L12 14 2.500 9.500zM6.500 11.500V16c3 2.700 8 2.700 11 0v-4.500M21.500 9.500V15",
  notices: "M6 17V11a6 6 0 0 1 12 0v6M4 17h16M10.500 20.500h3",
  waitlist: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.500v5l3.500 2",
  repairs: "M14.500 6.500a4 4 0 0 1 5-1.500l-2.500 2.500 1.500 1.500L21 6.500a4 4 0 0 1-5.500 5.300L8 19.300a1.900 1.900 0 0 1-2.700-2.700l7.500-7.500a4 4 0 0 1 1.700-2.600z",
  settings: "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h12M20 12h0M18 10v4",
  simulator: "M8 3h8a1.500 1.500 0 0 1 1.500 1.500v15A1.500 1.500 0 0 1 16 21H8a1.500 1.500 0 0 1-1.500-1.500v-15A1.500 1.500 0 0 1 8 3zM11 18h2",
  more: "M5.500 11.500v1M12 11.500v1M18.500 11.500v1M5 12h1M11.500 12h1M18 12h1",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16.200 16.200L21 21",
  back: "M14 6l-6 6 6 6",
  next: "M10 6l6 6-6 6",
  down: "M6 9l6 6 6-6",
  up: "M6 15l6-6 6 6",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 12.500l4.500 4.500L19 7",
  pause: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM10 9v6M14 9v6",
  undo: "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "M15 14l5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
} as const;

export type IconName = keyof typeof PATHS;

interface Props {
  readonly name: IconName;
  readonly size?: number;
  /** What it says where no word beside it does. */
  readonly label?: string;
}

export function Icon({ name, size = 22, label }: Props) {
  const spoken = label === undefined ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": label } as const);
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" focusable="false" {...spoken}>
      <path d={PATHS[name]} />
    </svg>
  );
}
