/** Made-up people by the hundred: common names only, so that nobody is meant. */
import type { Sex } from "../src/db.ts";

/** Masculine; the feminine one ends in «а». */
const SURNAMES =
  "Андреев Антонов Афанасьев Баранов Беляев Борисов Быков Виноградов Власов Волков Воробьёв Воронов Голубев Горбунов Громов Гусев Давыдов Денисов Дмитриев Дорофеев Егоров Ершов Ефремов Жданов Жуков Зайцев Захаров Зимин Иванов Игнатьев Ильин Казаков Калинин Карпов Киселёв Козлов Колесников Комаров Коновалов Королёв Котов Крылов Кузнецов Куликов Лазарев Лебедев Логинов Лукин Макаров Максимов Марков Медведев Мельников Миронов Михайлов Морозов Назаров Некрасов Никитин Новиков Орлов Осипов Павлов Панов Петров Поляков Попов Прохоров Рогов Родионов Романов Рябов Савельев Сафонов Семёнов Сергеев Сидоров Смирнов Соболев Соколов Соловьёв Сорокин Степанов Суханов Сычёв Тарасов Тимофеев Титов Тихонов Третьяков Уваров Ушаков Федотов Филиппов Фомин Фролов Харитонов Цветков Чернов Шаров Широков Щербаков Юдин Яковлев".split(
    " ",
  );
const GIVEN = {
  male: "Александр Алексей Андрей Артём Богдан Василий Виктор Владислав Глеб Даниил Денис Дмитрий Егор Иван Илья Кирилл Константин Лев Максим Марк Матвей Михаил Никита Олег Павел Пётр Роман Сергей Степан Тимофей Фёдор Ярослав".split(
    " ",
  ),
  female:
    "Алиса Алёна Анастасия Анна Арина Валерия Варвара Вера Вероника Виктория Галина Дарья Ева Екатерина Елена Елизавета Ирина Кира Ксения Мария Марина Надежда Наталья Ольга Полина Светлана София Таисия Татьяна Ульяна Юлия Яна".split(
      " ",
    ),
};
const FATHERS =
  "Александров Алексеев Андреев Борисов Викторов Владимиров Дмитриев Евгеньев Иванов Игорев Максимов Михайлов Николаев Олегов Павлов Петров Романов Сергеев Степанов Юрьев".split(
    " ",
  );

export interface MadeUp {
  surname: string;
  givenName: string;
  patronymic: string;
  sex: Sex;
}

/** From 0 up to `below`, whole. */
export type Dice = (below: number) => number;

/** The same row of numbers for the same start (mulberry32), so that the same crowd comes out every time. */
export function rollDice(start: number): Dice {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** A person; of a family when its (masculine) surname is given. */
export function makeUp(dice: Dice, { sex, family }: { sex: Sex; family?: string }): MadeUp {
  const pick = (list: string[]) => list[dice(list.length)]!;
  const surname = family ?? pick(SURNAMES);
  return {
    sex,
    surname: sex === "female" ? `${surname}а` : surname,
    givenName: pick(GIVEN[sex]),
    patronymic: pick(FATHERS) + (sex === "female" ? "на" : "ич"),
  };
}

export function pickFamily(dice: Dice): string {
  return SURNAMES[dice(SURNAMES.length)]!;
}
