/** Tidings' mark: what comes with the tide. */
export function Wave({ size = 44 }: { readonly size?: number }) {
  const path = "c3.7-4 7.3-4 11 0s7.3 4 11 0";
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="#0d5c58" />
      <g fill="none" strokeWidth="3" strokeLinecap="round">
        <path d={`M5 13.5${path}`} stroke="#fff" />
        <path d={`M5 21${path}`} stroke="#f2a08c" />
      </g>
    </svg>
  );
}
