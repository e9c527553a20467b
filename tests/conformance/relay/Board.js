// A staff screen as Relay has it: a connection that pages both ways and refetches by node.
import { graphql } from 'relay-runtime';

export const query = graphql`
  query BoardQuery($siteId: ID!, $on: Date!, $period: MealPeriod!, $count: Int!, $cursor: String) {
    ...Board_orders @arguments(siteId: $siteId, on: $on, period: $period, count: $count, cursor: $cursor)
  }
`;

export const orders = graphql`
  fragment Board_orders on Query
  @argumentDefinitions(
    siteId: { type: "ID!" }
    on: { type: "Date!" }
    period: { type: "MealPeriod!" }
    count: { type: "Int", defaultValue: 20 }
    cursor: { type: "String" }
  )
  @refetchable(queryName: "BoardPageQuery") {
    mealOrders(siteId: $siteId, on: $on, period: $period, first: $count, after: $cursor)
      @connection(key: "Board_mealOrders") {
      edges {
        node {
          id
          ...Board_order
        }
      }
    }
  }
`;

export const order = graphql`
  fragment Board_order on MealOrder @refetchable(queryName: "BoardOrderQuery") {
    number
    status
    dueFen
    point {
      name
    }
  }
`;

export const backwards = graphql`
  query BoardBackwardsQuery($last: Int!, $before: String) {
    myMealOrders(last: $last, before: $before) @connection(key: "Board_myMealOrders") {
      edges {
        node {
          ...Board_order
        }
      }
    }
  }
`;

export const place = graphql`
  mutation BoardPlaceMutation($input: MealOrderPlaceInput!) {
    mealOrderPlace(input: $input) {
      __typename
      ... on MealOrderPlaced {
        order {
          ...Board_order
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

export const changed = graphql`
  subscription BoardChangedSubscription($siteId: ID!) {
    mealOrderChanged(siteId: $siteId) {
      order {
        id
        ...Board_order
      }
    }
  }
`;
