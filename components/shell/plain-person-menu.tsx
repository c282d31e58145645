import { Button } from '@/components/ui/button'
import { TextLink } from '@/components/ui/text-link'
import { WithoutScript } from '@/components/ui/without-script'

interface ShellPerson {
  name: string
  email: string
  imageUrl?: string | undefined
}

export interface PersonMenuProps {
  person: ShellPerson
  signOut: (form: FormData) => Promise<void>
  /** On narrow bars the avatar alone. */
  compact?: boolean
}

/** The person menu for browsers without JavaScript. */
export function PlainPersonMenu({ person, signOut }: PersonMenuProps) {
  return (
    <WithoutScript>
      <div className="flex flex-wrap items-center gap-3 px-2.5 py-2">
        <TextLink href="/account">{person.name}</TextLink>
        <form action={signOut}>
          <Button type="submit" size="small">
            Sign out
          </Button>
        </form>
      </div>
    </WithoutScript>
  )
}
