/** Must be the first Tab stop. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only rounded-md bg-background px-3 py-2 font-medium shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
    >
      Skip to content
    </a>
  )
}
