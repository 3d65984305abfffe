/** The fate of a delivery in words an administrator understands. «Принято», not «доставлено»: we know what the server said. */
import type { DeliveryLine } from "./deliveries.tsx";
import { Icon, type IconName } from "./icons.tsx";

const REASONS: Record<string, string> = {
  // dropped
  withdrawnBeforeTold: "отметку сняли до отправки",
  asTold: "семья это уже знает",
  choseOff: "семья выбрала об этом не узнавать",
  notLow: "семья просила сообщать только о двойках и тройках",
  heldAgain: "отметка изменена до отправки",
  nothingToSay: "говорить уже нечего",
  nothingNew: "за это время ничего нового",
  noRight: "получатель больше не вправе это знать",
  contactLost: "контакт больше не действует",
  patienceEnded: "канал слишком долго не отвечал, пошло следующим",
  noContact: "не на что отправить",
  // refused for good
  botBlocked: "получатель заблокировал бота",
  accountGone: "получатель удалил учётную запись",
  chatGone: "такого чата больше нет",
  chatMoved: "чат переехал",
  neverStarted: "получатель ещё не открывал бота",
  addressRefused: "такого адреса нет",
  // refused for now
  quietHours: "у семьи часы тишины",
  tooMany: "просили подождать",
  serverError: "сбой у провайдера",
  noConnection: "нет соединения",
  tokenRefused: "бот не принят, проверьте ключ",
  loginRefused: "почта не приняла пароль",
  mailSettings: "почта не настроена",
  // stopped by the school
  recheckDue: "на ежегодный вопрос не ответили",
  askedToPause: "семья просила пока не писать",
  doubtful: "адрес вызвал сомнение",
  // nobody knows
  noAnswer: "ответа не было",
  workerGone: "работа прервалась на полуслове",
  bounced: "письмо вернулось",
  mailboxDisabled: "ящик отключён",
  mailboxFull: "ящик переполнен",
  refusedByPolicy: "не приняли по правилам почты",
  messageRefused: "письмо не приняли",
  senderRefused: "почта не принимает наш адрес отправителя",
  tokenShared: "этим ключом бота работает кто-то ещё",
  refusedForNow: "просили позже",
  serverBusy: "сервер занят",
  badSequence: "сервер сбился",
  arrived: "ученик пришёл раньше, чем ушло сообщение",
  excused: "семья предупредила заранее",
};

export function inWords(reason: string | null): string {
  return reason === null ? "" : (REASONS[reason] ?? reason);
}

type Fated = Pick<DeliveryLine, "state" | "reason" | "settled" | "notBefore" | "channel">;

export function Fate({ delivery }: { delivery: Fated }) {
  const { icon, tone, text } = fateOf(delivery);
  return (
    <span class={`st is-${tone}`}>
      <Icon name={icon} />
      <span>{text}</span>
    </span>
  );
}

function fateOf(fated: Fated): { icon: IconName; tone: "ok" | "dim" | "warn" | "red"; text: string } {
  const { state, reason, settled, notBefore, channel } = fated;
  const why = inWords(reason);
  switch (state) {
    case "waiting":
      return {
        icon: "clock",
        tone: "dim",
        text: reason ? `ждёт до ${notBefore ?? "повтора"}: ${why}` : "ждёт",
      };
    case "sending":
      return { icon: "clock", tone: "dim", text: "отправляем" };
    case "sent":
      return {
        icon: "check",
        tone: "ok",
        text: channel === "paper" ? `на печати с ${settled}` : `принято в ${settled}`,
      };
    case "unknown":
      return { icon: "alert", tone: "warn", text: `могло дойти: ${why}` };
    case "failed":
      return {
        icon: "stop",
        tone: "red",
        text: reason === "broken" ? "сломалось у нас" : `отказ навсегда: ${why}`,
      };
    case "dropped":
      return { icon: "cross", tone: "dim", text: `снято: ${why}` };
  }
}
