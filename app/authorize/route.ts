import { authorizeByPost } from '@/lib/oidc/by-post'
import { oidc } from '@/lib/oidc/handle'

export { oidc as GET, authorizeByPost as POST }
