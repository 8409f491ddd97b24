#include "ledger/rows.h"

namespace zhuangui::ledger {

Figures& Figures::operator+=(const Figures& other) {
  sales += other.sales;
  returns += other.returns;
  pieces += other.pieces;
  weight_g += other.weight_g;
  gross_fen += other.gross_fen;
  discount_fen += other.discount_fen;
  refund_fen += other.refund_fen;
  net_fen += other.net_fen;
  return *this;
}

QuotaSums& QuotaSums::operator+=(const QuotaSums& other) {
  draws += other.draws;
  drawn_fen += other.drawn_fen;
  returned_fen += other.returned_fen;
  return *this;
}

}  // namespace zhuangui::ledger
