import { Fact, Facts } from '@/components/ui/facts'
import type { UserPreview } from '@/lib/federation/preview-user'

/** The account that a first sign-in would create. */
export function UserPreviewFacts({ preview }: { preview: UserPreview }) {
  const { email, name, picture, problems } = preview
  return (
    <div className="flex max-w-form flex-col gap-3">
      <Facts>
        <Fact label="Email">{email ?? 'None, so no one can sign in'}</Fact>
        <Fact label="Name">{name ?? 'None'}</Fact>
        <Fact label="Picture">{picture === null ? 'None' : <code>{picture}</code>}</Fact>
      </Facts>
      {problems.length > 0 && (
        <ul className="flex flex-col gap-1 text-sm text-muted-foreground">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
