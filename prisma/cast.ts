/**
 * The small school everybody knows: its people, each with a name, a stable key and a meaning. The demonstration shows
 * them and the tests speak of them (`cast.anna`). Families that are somehow special stand on top of FAMILIES.
 */
import type { Channel, ContactState, Frequency, Kinship, Role, Sex } from "../src/db.ts";

export const SCHOOL = {
  name: "Школа № 214",
  city: "Красноярск",
  timeZone: "Asia/Krasnoyarsk",
  password: "vestnik",
} as const;

export interface ContactData {
  channel: Channel;
  /** Empty on paper: the sheet goes to the person. */
  address: string | null;
  state: ContactState;
  suspendedReason?: string;
}

export interface PersonData {
  surname: string;
  givenName: string;
  patronymic: string | null;
  sex: Sex;
  login?: string;
  /** Of pupils: month and day; the year follows from the class. */
  born?: string;
  /** Instead of it: the age that was reached so many days ago; below zero it still will be. */
  turned?: [years: number, daysAgo: number];
  roles?: Role[];
  kinship?: Kinship;
  /** Keys of the pupils this person answers for. */
  guardianOf?: string[];
  /** The guardianship is over. */
  former?: boolean;
  /** The court's decision that bars this guardian. */
  barredBy?: string;
  /** In the order the person wants to be reached. */
  contacts?: ContactData[];
  consent?: "withdrawn";
  /** When they want to hear about marks. */
  marks?: Frequency;
}

export interface PupilData extends PersonData {
  /** Marks of the term in algebra, as the screens show them; the strength in everything else follows from it. */
  algebra: string;
  /** Of age: the pupil allows their guardians to hear. */
  letsGuardiansHear?: boolean;
}

const STAFF = {
  smirnova: woman("Смирнова Ольга Петровна", { roles: ["teacher"], login: "smirnova" }),
  maltsev: man("Мальцев Андрей Викторович", { roles: ["administrator"], login: "maltsev" }),
  voronina: woman("Воронина Светлана Юрьевна", { roles: ["deputyHead"], login: "voronina" }),
  gromova: woman("Громова Тамара Ивановна", { roles: ["teacher"], login: "gromova" }),
  zakharov: man("Захаров Николай Иванович", { roles: ["head"], login: "zakharov" }),
  popova: woman("Попова Надежда Васильевна", { roles: ["secretary"], login: "popova" }),
  tkachev: man("Ткачёв Игорь Львович", { roles: ["teacher"], login: "tkachev" }),
  sedova: woman("Седова Марина Алексеевна", { roles: ["teacher"], login: "sedova" }),
  belyaeva: woman("Беляева Наталья Кирилловна", { roles: ["teacher"] }),
  chernov: man("Чернов Алексей Сергеевич", { roles: ["teacher"] }),
  drozdova: woman("Дроздова Алла Игоревна", { roles: ["teacher"] }),
  osokina: woman("Осокина Вера Павловна", { roles: ["teacher"], login: "osokina" }),
  // Teaches 7А and is the mother of Лев in it: as his mother she sees him only.
  lukina: woman("Лукина Елена Викторовна", {
    roles: ["teacher"],
    login: "lukina",
    kinship: "mother",
    guardianOf: ["lev"],
    contacts: [telegram("7001025")],
  }),
} as const satisfies Record<string, PersonData>;

/** 7А in the order of its list. */
export const SEVENTH = {
  ilya: boy("Абрамов Илья", { born: "01-17", algebra: "34443" }),
  darya: girl("Белова Дарья", { born: "05-02", algebra: "545444" }),
  timur: boy("Васильев Тимур", { born: "09-24", algebra: "3344343" }),
  sofia: girl("Гаврилова София", { born: "03-30", algebra: "444545" }),
  matvey: boy("Данилов Матвей", { born: "12-05", algebra: "53453" }),
  kirill: boy("Ефимов Кирилл", { born: "06-11", algebra: "3434433" }),
  polina: girl("Жукова Полина", { born: "04-08", algebra: "455544" }),
  artyom: boy("Зайцев Артём", { born: "08-19", algebra: "3435" }),
  nikita: boy("Иванов Никита", { born: "02-27", algebra: "453" }),
  maria: girl("Иванова Мария", { born: "10-13", algebra: "445554" }),
  roman: boy("Ким Роман", { born: "07-07", algebra: "3443343" }),
  anna: girl("Кравцова Анна", { born: "03-14", algebra: "453554" }),
  egor: boy("Лаптев Егор", { born: "11-21", algebra: "333323" }),
  // Has a contact of her own; at fourteen she consented for herself.
  vera: girl("Мельникова Вера", {
    turned: [14, 60],
    algebra: "44554",
    login: "melnikova",
    contacts: [telegram("7001014")],
  }),
  ruslan: boy("Назаров Руслан", { born: "05-26", algebra: "334443" }),
  ksenia: girl("Орлова Ксения", { born: "02-03", algebra: "5545544" }),
  gleb: boy("Павлов Глеб", { born: "09-30", algebra: "4232" }),
  ekaterina: girl("Преображенская-Лунёва Екатерина", { born: "06-25", algebra: "444334" }),
  denis: boy("Рыбаков Денис", { born: "08-02", algebra: "334" }),
  pavel: boy("Сидоров Павел", { born: "04-17", algebra: "5444444" }),
  alina: girl("Тихонова Алина", { born: "10-28", algebra: "332344" }),
  leila: girl("Усманова Лейла", { born: "12-12", algebra: "55435" }),
  stepan: boy("Фёдоров Степан", { born: "07-23", algebra: "2222" }),
  varvara: girl("Цветкова Варвара", { born: "03-05", algebra: "5554" }),
  lev: boy("Шестаков Лев", { born: "11-10", algebra: "344445" }),
} as const satisfies Record<string, PupilData>;

export const FOURTH = {
  misha: boy("Кравцов Михаил", { born: "05-19", algebra: "454" }),
  zlata: girl("Осипова Злата", { born: "02-11", algebra: "544" }),
  tikhon: boy("Шевелёв Тихон", { born: "10-01", algebra: "434" }),
} as const satisfies Record<string, PupilData>;

export const ELEVENTH = {
  // Comes of age in ten days; until then his mother hears about him.
  danil: boy("Ершов Данил", { turned: [18, -10], algebra: "4354" }),
  // Of age, and lets his parents hear.
  arseny: boy("Тарасов Арсений", { turned: [18, 40], algebra: "5455", letsGuardiansHear: true }),
  // Of age without having consented that her parents hear: only she does.
  yana: girl("Яковлева Яна", { turned: [18, 20], algebra: "5545", contacts: [telegram("7001133")] }),
} as const satisfies Record<string, PupilData>;

const FAMILIES = {
  // Two pupils in two classes, at once and by Telegram.
  annaMother: mother("Кравцова Елена Сергеевна", ["anna", "misha"], {
    login: "kravtsova",
    contacts: [telegram("7001012")],
  }),
  // Separated from her: contacts and choices of his own.
  annaFather: father("Кравцов Дмитрий Олегович", ["anna", "misha"], {
    login: "kravtsov",
    contacts: [email("kravtsov")],
    marks: "evening",
  }),
  // Telegram first, e-mail second: the family of the fallback.
  egorMother: mother("Лаптева Ирина Викторовна", ["egor"], {
    login: "lapteva",
    contacts: [telegram("7001013"), email("lapteva")],
  }),
  // On paper, by her own statement.
  leilaMother: mother("Усманова Гульнара Рашидовна", ["leila"], { contacts: [paper()] }),
  // A court barred him from his son, and his contact still works.
  glebFather: father("Павлов Виктор Андреевич", ["gleb"], {
    contacts: [telegram("7001117")],
    barredBy: "решение районного суда № 2-1184",
  }),
  glebMother: mother("Павлова Оксана Игоревна", ["gleb"], { contacts: [telegram("7001017")] }),
  // Withdrew the consent: nothing electronic any more, although the contact is confirmed.
  stepanGuardian: woman("Фёдорова Галина Степановна", {
    kinship: "other",
    guardianOf: ["stepan"],
    contacts: [telegram("7001023")],
    consent: "withdrawn",
  }),
  // Hears beside her daughter; her second address waits for its link to be opened.
  veraMother: mother("Мельникова Дарья Андреевна", ["vera"], {
    contacts: [telegram("7001114"), email("melnikova", { state: "unconfirmed" })],
  }),
  // Never opened the slip: the only contact is unconfirmed.
  kirillMother: mother("Ефимова Марина Олеговна", ["kirill"], {
    contacts: [telegram("7001006", { state: "unconfirmed" })],
  }),
  // The letter came back: the only contact is suspended.
  romanFather: father("Ким Виктор Сергеевич", ["roman"], {
    contacts: [email("kim", { state: "suspended", suspendedReason: "addressRefused" })],
  }),
  // Blocked the bot, so the letter is what is left.
  pavelMother: mother("Сидорова Юлия Романовна", ["pavel"], {
    contacts: [telegram("7001020", { state: "suspended", suspendedReason: "botBlocked" }), email("sidorova")],
  }),
  // E-mail only.
  matveyMother: mother("Данилова Анастасия Львовна", ["matvey"], { contacts: [email("danilova")] }),
  // No contact at all: one of those whom nobody can reach.
  ruslanMother: mother("Назарова Фарида Ильдаровна", ["ruslan"], {}),
  // Once a week, on Friday.
  mariaMother: mother("Иванова Татьяна Борисовна", ["maria"], {
    contacts: [telegram("7001010")],
    marks: "weekly",
  }),
  // Asked not to hear about marks; finals still come.
  denisMother: mother("Рыбакова Лариса Николаевна", ["denis"], {
    contacts: [telegram("7001019")],
    marks: "off",
  }),
  alinaFather: father("Тихонов Сергей Павлович", ["alina"], { contacts: [telegram("7001021")] }),
  // Was the guardian until last month.
  alinaGrandmother: woman("Тихонова Лидия Максимовна", {
    kinship: "other",
    guardianOf: ["alina"],
    contacts: [telegram("7001121")],
    former: true,
  }),

  // First in the list, and both parents hear at once: one by Telegram, the other by e-mail.
  ilyaMother: mother("Абрамова Ольга Дмитриевна", ["ilya"], { contacts: [telegram("7001001")] }),
  ilyaFather: father("Абрамов Сергей Николаевич", ["ilya"], { contacts: [email("abramov")] }),
  daryaMother: mother("Белова Наталья Юрьевна", ["darya"], { contacts: [telegram("7001002")] }),
  timurMother: mother("Васильева Алсу Маратовна", ["timur"], { contacts: [email("vasilyeva")] }),
  sofiaMother: mother("Гаврилова Вероника Олеговна", ["sofia"], { contacts: [telegram("7001004")] }),
  polinaMother: mother("Жукова Екатерина Павловна", ["polina"], { contacts: [telegram("7001007")] }),
  artyomMother: mother("Зайцева Марина Ивановна", ["artyom"], { contacts: [email("zaytseva")] }),
  nikitaMother: mother("Иванова Светлана Петровна", ["nikita"], { contacts: [telegram("7001009")] }),
  kseniaMother: mother("Орлова Инна Валерьевна", ["ksenia"], { contacts: [telegram("7001016")] }),
  ekaterinaMother: mother("Преображенская-Лунёва Ася Олеговна", ["ekaterina"], {
    contacts: [telegram("7001018")],
  }),
  varvaraMother: mother("Цветкова Евгения Андреевна", ["varvara"], { contacts: [telegram("7001024")] }),
  zlataMother: mother("Осипова Кристина Денисовна", ["zlata"], { contacts: [telegram("7001032")] }),
  tikhonMother: mother("Шевелёва Мария Петровна", ["tikhon"], { contacts: [email("sheveleva")] }),
  danilMother: mother("Ершова Елена Геннадьевна", ["danil"], { contacts: [telegram("7001041")] }),
  arsenyMother: mother("Тарасова Вера Николаевна", ["arseny"], { contacts: [telegram("7001042")] }),
  yanaMother: mother("Яковлева Людмила Сергеевна", ["yana"], { contacts: [telegram("7001043")] }),
} as const satisfies Record<string, PersonData>;

export const PUPILS = { ...SEVENTH, ...FOURTH, ...ELEVENTH };
export const PEOPLE = { ...STAFF, ...PUPILS, ...FAMILIES };
export type CastKey = keyof typeof PEOPLE;

type Rest<Data extends PersonData> = Omit<Data, "surname" | "givenName" | "patronymic" | "sex">;

function named<Data extends PersonData>(sex: Sex, fullName: string, rest: Rest<Data>) {
  const [surname = "", givenName = "", patronymic = null] = fullName.split(" ");
  return { surname, givenName, patronymic, sex, ...rest };
}

function woman(fullName: string, rest: Rest<PersonData>): PersonData {
  return named("female", fullName, rest);
}

function man(fullName: string, rest: Rest<PersonData>): PersonData {
  return named("male", fullName, rest);
}

function mother(fullName: string, guardianOf: string[], rest: Rest<PersonData>): PersonData {
  return woman(fullName, { kinship: "mother", guardianOf, ...rest });
}

function father(fullName: string, guardianOf: string[], rest: Rest<PersonData>): PersonData {
  return man(fullName, { kinship: "father", guardianOf, ...rest });
}

function girl(fullName: string, rest: Rest<PupilData>): PupilData {
  return named<PupilData>("female", fullName, rest);
}

function boy(fullName: string, rest: Rest<PupilData>): PupilData {
  return named<PupilData>("male", fullName, rest);
}

function telegram(address: string, rest: Partial<ContactData> = {}): ContactData {
  return { channel: "telegram", address, state: "confirmed", ...rest };
}

/** `.invalid` can belong to nobody (RFC 2606), so a demonstration with a real mail server writes to nobody. */
function email(name: string, rest: Partial<ContactData> = {}): ContactData {
  return { channel: "email", address: `${name}@pochta.invalid`, state: "confirmed", ...rest };
}

function paper(): ContactData {
  return { channel: "paper", address: null, state: "confirmed" };
}
