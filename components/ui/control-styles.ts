export const controlStyles = [
  'w-full min-w-0 rounded-md border border-input bg-background text-base text-foreground max-sm:text-lg',
  'transition-colors duration-hover ease-out',
  'focus-visible:outline-offset-0 focus-visible:border-ring',
  'aria-invalid:border-danger aria-invalid:focus-visible:outline-danger',
  'disabled:cursor-not-allowed disabled:bg-hover disabled:text-muted-foreground',
].join(' ')
