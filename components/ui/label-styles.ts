export const labelStyles = 'w-fit max-w-full text-base font-medium text-foreground'
