import { TextLink } from '@/components/ui/text-link'
import { WithoutScript } from '@/components/ui/without-script'

export interface ShellPerson {
  name: string
  email: string
  picture?: string | null
}

/** For browsers without JavaScript. */
export function PlainPersonMenu({
  person,
  accessHref,
  consoleHref,
}: {
  person: ShellPerson
  accessHref?: string | undefined
  consoleHref?: string | undefined
}) {
  return (
    <WithoutScript>
      <TextLink href="/account" className="min-w-0 flex-1 px-2.5 py-2">
        {person.name}
      </TextLink>
      {accessHref && (
        <TextLink href={accessHref} className="px-2.5 py-2">
          Your access
        </TextLink>
      )}
      {consoleHref && (
        <TextLink href={consoleHref} className="px-2.5 py-2">
          Console
        </TextLink>
      )}
    </WithoutScript>
  )
}
