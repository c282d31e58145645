import { getMemberProfile } from '@/lib/domain/members/queries'
import { absentMemberFields, memberAnswer, memberPath, memberWire } from '../member-shape'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'Get a member',
  scopes: ['read:my_org:members'],
  params: memberPath,
  answer: memberAnswer,
  absentFields: absentMemberFields,
  what: 'member',
  run: async (access, { params: { user_id: id = '' } }) => memberWire(await getMemberProfile(access, id)),
})
