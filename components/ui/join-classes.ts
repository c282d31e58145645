type ClassName = string | false | null | undefined

/** For sign-in pages, without tailwind-merge (9 KB): pass no class that conflicts with the component’s own. */
export function joinClasses(...names: ClassName[]): string {
  return names.filter(Boolean).join(' ')
}
