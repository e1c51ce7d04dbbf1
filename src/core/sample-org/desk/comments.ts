import { bodyOf, found, list, one } from './desk-call.js';
import type { DeskCall, DeskRoute, Operation } from './desk-call.js';
import type { DeskData } from './desk-data.js';
import type { DeskComment } from './desk-types.js';
import { readListQuery, refuseUnknown } from './list-query.js';
import { flag, oneOf, readMembers, text } from './write-members.js';
import type { Members } from './write-members.js';

/** `GET /tickets/:id/comments`, oldest first. 50 where no limit is given. */
const listComments: Operation = ({ ids: [ticketId], query }, data) => {
  const ticket = found(data.tickets, ticketId, 'ticket');
  const asked = readListQuery(query, {
    api: 'GET /tickets/:id/comments',
    sortBy: ['commentedTime'],
    include: ['mentions'],
    usual: 50,
  });
  const chosen = data.comments.filter((comment) => comment.ticketId === ticket.id);
  return list(asked.page(chosen).map((comment) => shownComment(comment, asked.includes, data)));
};

const getComment: Operation = (call, data) => {
  const asked = readListQuery(call.query, { api: 'GET /tickets/:id/comments/:id', include: ['mentions'] });
  return one(shownComment(commentOf(call, data), asked.includes, data));
};

const createComment: Operation = (call, data) => {
  refuseUnknown(call.query, [], 'POST /tickets/:id/comments');
  const ticket = found(data.tickets, call.ids[0], 'ticket');
  const given = readMembers(bodyOf(call), WRITABLE, data, {
    what: 'comment',
    required: ['content'],
    update: false,
  });
  const comment: DeskComment = {
    content: '',
    contentType: 'html',
    isPublic: false,
    ...given,
    id: data.newId(),
    ticketId: ticket.id,
    commentedTime: data.now(),
    modifiedTime: null,
    commenterId: data.caller.id,
  };
  data.comments.push(comment);
  return one(shownComment(comment, () => false, data));
};

const updateComment: Operation = (call, data) => {
  refuseUnknown(call.query, [], 'PATCH /tickets/:id/comments/:id');
  const comment = commentOf(call, data);
  const changes = readMembers(bodyOf(call), WRITABLE, data, {
    what: 'comment',
    required: ['content'],
    update: true,
  });
  Object.assign(comment, changes, { modifiedTime: data.now() });
  return one(shownComment(comment, () => false, data));
};

/** Answered with 200 and no body. */
const deleteComment: Operation = (call, data) => {
  const comment = commentOf(call, data);
  data.comments = data.comments.filter((other) => other !== comment);
  return { status: 200 };
};

export const COMMENT_ROUTES: readonly DeskRoute[] = [
  { path: '/tickets/:id/comments', GET: listComments, POST: createComment },
  { path: '/tickets/:id/comments/:id', GET: getComment, PATCH: updateComment, DELETE: deleteComment },
];

const WRITABLE: Members<DeskComment> = {
  content: text(32_000),
  contentType: oneOf(['html', 'plainText']),
  isPublic: flag,
};

/** A comment is found below its own ticket only. */
function commentOf({ ids: [ticketId, id] }: DeskCall, data: DeskData): DeskComment {
  const ticket = found(data.tickets, ticketId, 'ticket');
  return found(
    data.comments.filter((comment) => comment.ticketId === ticket.id),
    id,
    `comment of ticket ${ticket.id}`,
  );
}

function shownComment(
  { ticketId: _, ...comment }: DeskComment,
  includes: (name: string) => boolean,
  data: DeskData,
): object {
  const commenter = data.agents.find(({ id }) => id === comment.commenterId);
  return {
    ...comment,
    attachments: [],
    commenter:
      commenter === undefined
        ? null
        : {
            id: commenter.id,
            firstName: commenter.firstName,
            lastName: commenter.lastName,
            name: `${commenter.firstName} ${commenter.lastName}`,
            email: commenter.emailId,
            photoURL: null,
            roleName: commenter.roleName,
            type: 'AGENT',
          },
    ...(includes('mentions') ? { mention: [] } : {}),
  };
}
