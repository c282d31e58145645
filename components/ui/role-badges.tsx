/** Badges; plain text in the second line of a row below 1100 pixels. */
export function RoleBadges({ roles }: { roles: readonly { id?: string; name: string }[] }) {
  if (roles.length === 0) return <span className="text-muted-foreground">No role</span>
  return (
    <span className="flex min-w-0 flex-wrap gap-1 max-wide:inline max-wide:gap-0">
      {roles.map(({ id, name }) => (
        <span key={id ?? name} className={badgeStyles}>
          {name}
        </span>
      ))}
    </span>
  )
}

const badgeStyles = [
  'wide:inline-block wide:max-w-full wide:truncate wide:rounded-sm wide:border wide:bg-panel wide:px-1.5 wide:py-px wide:text-xs',
  "wide:font-medium max-wide:not-last:after:content-[',_']",
].join(' ')
