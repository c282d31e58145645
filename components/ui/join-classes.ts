type ClassName = string | false | null | undefined

/**
 * Joins class names without merging them: `classNames` brings tailwind-merge, which is 9 KB in a browser. For components
 * that the pages for signing in load there; callers pass nothing that contradicts the component’s own classes.
 */
export function joinClasses(...names: ClassName[]): string {
  return names.filter(Boolean).join(' ')
}
