import { TextLink } from '@/components/ui/text-link'
import { WithoutScript } from '@/components/ui/without-script'

export interface ShellPerson {
  name: string
  email: string
  imageUrl?: string | undefined
}

/** For browsers without JavaScript. */
export function PlainPersonMenu({ person }: { person: ShellPerson }) {
  return (
    <WithoutScript>
      <TextLink href="/account" className="min-w-0 flex-1 px-2.5 py-2">
        {person.name}
      </TextLink>
    </WithoutScript>
  )
}
