// Makes an element: its attributes by name, then what stands in it.
export function make(tag, attributes = {}, ...inner) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inner);
  return element;
}

export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
