/** The words of a provider, as they came: theirs and not ours, and English, whatever the page is in. */
export function Quoted({ children }: { readonly children: string }) {
  return (
    <q lang="en" dir="auto">
      {children}
    </q>
  );
}
