import { Avatar } from './avatar'

export interface PersonDetails {
  name: string
  email: string
  picture: string | null
}

export function Person({ person: { name, email, picture } }: { person: PersonDetails }) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={name} imageUrl={picture ?? undefined} />
      <span className="min-w-0">
        <span title={name} className="block truncate font-medium">
          {name}
        </span>
        {email !== name && (
          <span title={email} className="block truncate text-sm text-muted-foreground">
            {email}
          </span>
        )}
      </span>
    </span>
  )
}
