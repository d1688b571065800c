const PATHS = {
  campaigns: "M4 10v4h3l7 4V6l-7 4zM17 9c1.300 1.700 1.300 4.300 0 6M19.500 7c2.700 3 2.700 7 0 10",
  contacts: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c.8-3.700 3.800-5.500 7.500-5.500s6.700 1.800 7.500 5.500",
  account: "M12 3l7 3v5c0 4.500-2.900 8-7 10-4.100-2-7-5.500-7-10V6zM9 12l2 2 4-4",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16.200 16.200L21 21",
  back: "M14 6l-6 6 6 6",
  down: "M6 9l6 6 6-6",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 22 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
