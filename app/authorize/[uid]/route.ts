import { oidc } from '@/lib/oidc/handle'

export { oidc as GET }
