import { Form } from '@/components/form/form'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { LocalDate } from '@/components/ui/time'
import type { RestorableOrganization } from '@/lib/domain/organizations/get-organization'
import { restore } from './actions'

export function RestorableList({ organizations }: { organizations: RestorableOrganization[] }) {
  return (
    <div className="mt-8">
      <Section
        title="Deleted"
        text="You owned these. Restoring one brings back its members, roles and branding."
      >
        <ul aria-label="Deleted organizations" className="flex flex-col border-t">
          {organizations.map(({ id, slug, displayName, restorableUntil }) => (
            <li key={id} className="flex flex-wrap items-center gap-3 border-b py-3">
              <span className="min-w-0 flex-1">
                <span className="block font-medium wrap-anywhere">{displayName}</span>
                <span className="block text-sm wrap-anywhere text-muted-foreground">
                  {slug}, permanently deleted on <LocalDate value={restorableUntil} />
                </span>
              </span>
              <Form action={restore} className="flex flex-col gap-2">
                <input type="hidden" name="organization_id" value={id} />
                <SubmitButton variant="secondary" aria-label={`Restore ${displayName}`}>
                  Restore
                </SubmitButton>
              </Form>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
