import { Form, type FormAction } from '@/components/form/form'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import type { BrandingVersion } from '@/lib/domain/branding/get-branding'

interface VersionsProps {
  /** Null if the reader may not. */
  restore: FormAction | null
  /** Newest first: the first one is published. */
  versions: BrandingVersion[]
}

export function Versions({ restore, versions }: VersionsProps) {
  if (versions.length < 2) return null
  const now = new Date()
  return (
    <Section
      title="Versions"
      text={
        restore === null
          ? 'The last ten.'
          : 'The last ten. Restoring one publishes it at once; the current one stays in this list.'
      }
    >
      <ol className="flex flex-col divide-y rounded-lg border">
        {versions.map(({ number, createdAt, publishedBy }, index) => (
          <li key={number} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="font-medium">Version {number}</span>
            <span className="min-w-0 flex-1 text-muted-foreground wrap-anywhere">
              <Time value={createdAt} now={now} />
              {publishedBy !== null && ` by ${publishedBy}`}
            </span>
            {index === 0 && <span className="text-sm text-muted-foreground">Published</span>}
            {index > 0 && restore && (
              <Form action={restore} values={{ number: String(number) }}>
                <SubmitButton variant="secondary" size="small" aria-label={`Restore version ${number}`}>
                  Restore
                </SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}
