// How a front end uses what is generated. That it compiles under --strict is the test.
import type { ResultOf } from '@graphql-typed-document-node/core';
import {
  type MealOrderPlaceInput,
  type PlaceOrderMutation,
  BoardChangedDocument,
  MenuOfDayDocument,
  OrderBoardDocument,
  PlaceOrderDocument,
} from './graphql';

type Board = ResultOf<typeof OrderBoardDocument>;

export function dueOf(board: Board): number {
  const orders = board.mealOrders?.edges.map((edge) => edge.node) ?? [];
  return orders.reduce((total, order) => total + (order?.dueFen ?? 0), 0);
}

export function words(result: PlaceOrderMutation): string {
  const placed = result.mealOrderPlace;
  switch (placed?.__typename) {
    case 'MealOrderPlaced':
      return `${placed.order?.number}`;
    case 'CanteenRefusal':
      return `${placed.reason}: ${placed.message} ${placed.remaining ?? ''}`;
    case 'KernelRefusal':
      return placed.message;
    default:
      return '';
  }
}

export const input: MealOrderPlaceInput = {
  menuId: 'x',
  mode: 'DINE_IN',
  lines: [{ itemId: 'x', portions: 2 }],
};

// @ts-expect-error -- a mode is one of the enum's
export const misspelt: MealOrderPlaceInput = { ...input, mode: 'DINEIN' };
// @ts-expect-error -- a menu has to be given
export const incomplete: MealOrderPlaceInput = { mode: 'DINE_IN', lines: [] };

export const documents = [BoardChangedDocument, MenuOfDayDocument, PlaceOrderDocument];
