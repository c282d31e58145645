import { oidc } from '@/lib/oidc/handle'

export { oidc as POST, oidc as OPTIONS }
