export const backdropStyles = [
  'fixed inset-0 z-40 bg-backdrop transition-opacity duration-open ease-out',
  'data-ending-style:opacity-0 data-starting-style:opacity-0',
].join(' ')

export const panelStyles = [
  'floats fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-112 flex-col gap-4',
  'overflow-y-auto overscroll-contain -translate-x-1/2 -translate-y-1/2 rounded-lg border bg-background p-6 shadow-float',
].join(' ')
