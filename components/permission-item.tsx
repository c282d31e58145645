'use client'

interface PermissionItemProps {
  name: string
  description: string | null
  origin: string
}

/** A client component: the page then carries the permissions’ data, but not their markup a second time. */
export function PermissionItem({ name, description, origin }: PermissionItemProps) {
  return (
    <li className="grid grid-cols-1 gap-x-6 sm:grid-cols-2 sm:items-baseline">
      <span className="min-w-0">
        {description && <span className="block wrap-anywhere">{description}</span>}
        <code className="block font-mono text-sm wrap-anywhere text-muted-foreground">{name}</code>
      </span>{' '}
      <span className="min-w-0 text-sm wrap-anywhere text-muted-foreground">{origin}</span>
    </li>
  )
}
