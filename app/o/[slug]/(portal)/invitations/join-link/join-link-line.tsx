import { Link2 } from 'lucide-react'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import type { JoinLink } from '@/lib/domain/join-links/queries'
import { LinkStatus, whoCanJoin } from './link-facts'

interface JoinLinkLineProps {
  /** Of the link’s own page. */
  href: string
  link: JoinLink | null
  mayMake: boolean
}

/** On the page of the invitations. Nothing where there is no link and the reader cannot make one. */
export function JoinLinkLine({ href, link, mayMake }: JoinLinkLineProps) {
  if (!link && !mayMake) return null
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted-foreground">
      <Link2 aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />
      {link ? (
        <>
          <TextLink className={touchArea} href={href}>
            Join link
          </TextLink>
          <LinkStatus state={link.state} />
          <span className="min-w-0 wrap-anywhere">{sentenceOf(link)}</span>
        </>
      ) : (
        <>
          <span>Let people join by themselves:</span>
          <TextLink className={touchArea} href={href}>
            Create a join link
          </TextLink>
        </>
      )}
    </p>
  )
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })

function sentenceOf(link: JoinLink): string {
  const roles = link.roles.length === 0 ? 'no role' : list.format(link.roles.map(({ name }) => name))
  return `${whoCanJoin(link)} can join as ${roles}.`
}
