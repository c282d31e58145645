import { capitalize } from '@/lib/domain/text/capitalize'

const templateLabels: Record<string, string> = {
  sign_in: 'Sign-in link and code',
  sign_up_existing: 'Sign-up with a known address',
  sign_up_proof: 'Address verification',
  sso_ticket: 'Set-up link',
}

/** `invitation_accepted` is “Invitation accepted”. */
export function templateLabel(template: string): string {
  return templateLabels[template] ?? capitalize(template.replaceAll(/[_-]/g, ' '))
}
