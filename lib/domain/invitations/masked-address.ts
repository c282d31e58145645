/** “a•••@example.com”: enough for its owner to know it, and for nobody else to write to it. */
export function maskedAddress(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}•••${email.slice(at)}`
}
