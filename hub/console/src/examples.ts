// The tabs a newcomer finds. tests/console validates each document against the schema.
import board from "../examples/board.graphql";
import board_changes from "../examples/board-changes.graphql";
import menu from "../examples/menu.graphql";
import order from "../examples/order.graphql";
import welcome from "../examples/welcome.graphql";

export const examples = [welcome, menu, order, board, board_changes].map((query) => ({ query }));
