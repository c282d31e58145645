'use client'

/** Badges; plain text in the second line of a row below 1100 pixels. */
export function RoleBadges({ roles }: { roles: readonly { id?: string; name: string }[] }) {
  if (roles.length === 0) return <span className="text-muted-foreground">No role</span>
  return (
    <span className="role-badges">
      {roles.map(({ id, name }) => (
        <span key={id ?? name}>{name}</span>
      ))}
    </span>
  )
}
