import { Avatar } from './avatar'

export interface PersonProps {
  name: string
  email: string
  imageUrl?: string | undefined
}

export function Person({ name, email, imageUrl }: PersonProps) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={name} imageUrl={imageUrl} />
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
