import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import { countText } from '@/lib/domain/bounded-count'
import type { ListedTemplateRole } from '@/lib/domain/tenants/template-roles'

export function TemplateSection({ roles, mayUpdate }: { roles: ListedTemplateRole[]; mayUpdate: boolean }) {
  return (
    <Section
      title="Template for new organizations"
      text="Each new organization starts with these roles as its own, besides the assignable ones. Existing organizations keep theirs."
      action={mayUpdate && <LinkButton href="/console/roles/template/new">Add template role</LinkButton>}
    >
      {roles.length === 0 ? (
        <p className="text-muted-foreground">New organizations start without roles of their own.</p>
      ) : (
        <ul aria-label="Template roles" className="flex flex-col border-t">
          {roles.map(({ id, name, description, permissions }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-6 gap-y-1 border-b py-2.5">
              <span className="min-w-0 flex-1 wrap-anywhere">
                <TextLink className={touchArea} href={`/console/roles/template/${id}`}>
                  {name}
                </TextLink>
                {description && <span className="block text-muted-foreground">{description}</span>}
              </span>
              <span className="text-muted-foreground">{countText(permissions.length, 'permission')}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
