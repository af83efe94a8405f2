/** What identifies a person or a car: name (姓名), phone (电话), ID number (证件号), plate (车牌). */
import { asText, type Widget } from '../widget.ts';

export const personName: Widget = { text: (value) => asText(value) };
export const phone = personName;
export const idNumber = personName;
export const plate = personName;
