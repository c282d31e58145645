/** Nothing else has a shadow. */
export const floatingStyles = [
  'floats max-h-[min(var(--available-height),24rem)] min-w-44 max-w-[min(24rem,var(--available-width))] overflow-y-auto',
  'overscroll-contain rounded-lg border bg-background p-1 text-base text-foreground shadow-float outline-none',
].join(' ')

export const itemStyles = [
  'flex min-h-control w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left outline-none select-none',
  'data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-muted-foreground',
  '[&_svg]:size-4 [&_svg]:shrink-0',
].join(' ')
