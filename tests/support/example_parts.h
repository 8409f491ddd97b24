#pragma once
// Private to the example screens: what they are put together from.
#include "example_views.h"

namespace zhuangui::test {

std::shared_ptr<const core::Catalogue> catalogue(bool long_names = false);
Example start(std::string name, till::State state);
void put(Example& example, const char* product, core::Quantity quantity);
void fill_cart(Example& example);
/// Holders, quotas, orders and settings of a counter that takes more than cash.
till::PaymentLists payment_lists(bool long_names = false);
std::vector<Example> paying_part_screens();
core::Sale sale_of(const Example& example, core::Money cash);
till::Completed completed(Example example, core::Money cash, till::ReceiptState receipt, std::string trouble = {});

// Of returns: example_return_views.cc.
std::vector<Example> returning_screens();

// Of a counter nobody stands at, and of carts that wait: example_alone_views.cc.
std::vector<Example> parked_screens();
std::vector<Example> self_service_screens();
std::vector<Example> calling_screens();

// Of goods that are weighed or counted: example_goods_views.cc.
std::vector<Example> weighing_screens();
std::vector<Example> counting_screens();
std::vector<Example> quick_screens();
std::vector<Example> hand_price_screens();

}  // namespace zhuangui::test
