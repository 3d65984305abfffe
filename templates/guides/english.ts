import type { GuidePart, Guides } from "./guide.ts";

const PASSWORD: GuidePart = {
  title: "Sign in, and keep it yours",
  text: "The school hands out the login and a first password, which you change at once. On somebody else’s computer press “Sign out”; where you are still signed in is shown on the page “Where I am signed in”.",
  href: "/sessions",
};

const MISTAKE: GuidePart = {
  title: "Correct a mistake",
  text: "Until the end of the lesson’s day you change marks, topic and attendance yourself, and the family sees what is right by then. Later it takes a request with a reason: the deputy head decides, and the old entry stays beside the new one.",
};

const POST: GuidePart = {
  title: "Read what has come",
  text: "Messages written to you lie in the postbox exactly as they were sent.",
  href: "/postbox",
};

export const english: Guides = {
  guardian: [
    {
      title: "Hear from the school",
      text: "The class teacher hands out the access slip with its code. Connect Telegram by the code on the slip or on the page: the school will write there. You may choose email instead, or a printed sheet where there is no internet.",
      href: "/telegram",
    },
    {
      title: "Understand a mark",
      text: "The diary says what each mark was given for. The average is exact, and the forecast says what is missing for the next mark. A new mark shows after a short hold, in which the teacher can put right a slip of the pen.",
    },
    {
      title: "Tell of an absence beforehand",
      text: "Write the reason and the days to the class teacher, with a photo of the certificate if there is one. When your child is missing and the school does not know why, a message comes.",
    },
    {
      title: "Get less, or later",
      text: "For each child you choose: at once, in the evening, once a week or not at all. Final marks and unexplained absences always come: the regulation asks for it.",
    },
    {
      title: "Ask the school",
      text: "With a question about a mark, an absence or the journal itself write to the class teacher; training for parents stands in the schedule at the end of this page.",
    },
    POST,
    PASSWORD,
  ],
  pupil: [
    {
      title: "Read your diary",
      text: "It has the week’s lessons, homework, marks and absences. Under each subject you see your average and what would change it.",
    },
    {
      title: "Hand in your work",
      text: "Where the teacher asks for it, you add your work to the lesson as a file. You, your family and the teacher can see it.",
    },
    POST,
    PASSWORD,
  ],
  subjectTeacher: [
    {
      title: "Hold a lesson",
      text: "Open it from the list: note who is missing, put marks, write topic and homework. It is saved at once; there is no button to “close the lesson”.",
      href: "/lessons",
    },
    {
      title: "Put marks quickly",
      text: "In one line, on the page of the lesson or to the bot: class, names and marks one after another. What was understood is shown before anything is written.",
    },
    {
      title: "Be in time",
      text: "The journal of a day is open until midnight. A mark for work that has to be read may wait as long as its kind allows; the list of lessons shows what is missing.",
      href: "/lessons",
    },
    MISTAKE,
    {
      title: "Give final marks",
      text: "For each pupil a mark is proposed from the average. Disputed ones stand out: you decide.",
    },
    PASSWORD,
  ],
  classTeacher: [
    {
      title: "See your class",
      text: "Who can be reached and how, which absences have no reason, which notes wait for an answer, who has not received final marks.",
    },
    {
      title: "Give the reason of an absence",
      text: "You have two working days for it; a certificate is added as a photo. After that the deputy head does it (R39).",
    },
    {
      title: "Tell those who cannot be reached",
      text: "Print the sheets of your class, hand them out and tick who has got one. Whom nothing reached stands on the call list.",
      href: "/paper",
    },
    {
      title: "Connect a family",
      text: "The access slip with its code and PIN goes into the parent’s hands. With it the family connects Telegram or email by itself.",
    },
    MISTAKE,
    PASSWORD,
  ],
  deputyHead: [
    {
      title: "See how journals are kept",
      text: "Empty topics, works without marks, unexplained absences and deadlines in one list, each with its teacher and date.",
    },
    {
      title: "Decide a request for correction",
      text: "The teacher asks with a reason, you decide. The old entry stays beside the new one, and the family is told of the change.",
    },
    {
      title: "Announce final marks",
      text: "You see how many families do not know them yet; one step tells them all, within a day (R63).",
      href: "/finals",
    },
    {
      title: "Substitute a teacher",
      text: "A substitution is for one day: the journal of the lesson opens to whoever holds it (R12).",
    },
    {
      title: "Plan a training session",
      text: "The schedule stands at the end of this page; you and the administrator add sessions and remove them (R25).",
    },
    PASSWORD,
  ],
  head: [
    {
      title: "Know that families are told",
      text: "The share of messages accepted in time, day by day; every family can see it too.",
      href: "/on-time",
    },
    {
      title: "Follow a message",
      text: "Deliveries show when and how it left and why it did not arrive. What it says is not there: that is for the family.",
      href: "/deliveries",
    },
    {
      title: "Announce final marks",
      text: "You see how many families do not know them yet; you or the deputy head announce them.",
      href: "/finals",
    },
    PASSWORD,
  ],
  secretary: [
    {
      title: "Keep people’s cards",
      text: "Pupils, parents and staff, all with dates: a right holds from the day written down to the day written down.",
    },
    {
      title: "Carry out an order",
      text: "A file of orders first shows what it would change, and changes it only when you agree; the same order is never carried out twice (R46).",
    },
    PASSWORD,
  ],
  administrator: [
    {
      title: "Set up the school",
      text: "Year and terms, classes and people by file, channels: each step shows what it would change and can go on tomorrow.",
    },
    {
      title: "Give access",
      text: "An account gets a login and a password for one time; its owner changes it when first signing in (R48).",
    },
    {
      title: "Check whether it arrived",
      text: "Find the family among the deliveries: time, channel, attempts and the reason of a refusal for each message. From there it can be sent again.",
      href: "/deliveries",
    },
    {
      title: "Notice a breakdown",
      text: "When a channel is silent or a queue grows, the bot and the page of health say so. Nothing is lost: messages wait in the database.",
    },
    {
      title: "Plan a training session",
      text: "The schedule stands at the end of this page; you and the deputy head add sessions and remove them (R25).",
    },
    PASSWORD,
  ],
};
