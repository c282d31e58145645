import type { ReactNode } from 'react'
import { Section } from '@/components/ui/page-header'
import { RoleBadges } from '@/components/ui/role-badges'
import type { MemberDetails } from '@/lib/domain/members/list-members'

interface RolesSectionProps {
  member: MemberDetails
  organizationName: string
  children: ReactNode
}

export function RolesSection({ member: { name, roles }, organizationName, children }: RolesSectionProps) {
  return (
    <Section title="Roles" text={`The roles ${name} has in ${organizationName}.`}>
      <div className="flex flex-wrap items-center gap-2">
        <RoleBadges roles={roles ?? []} />
        {children}
      </div>
    </Section>
  )
}
