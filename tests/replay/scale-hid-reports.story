zhuangui-devices 1
# A DYMO M10 by HID; written by hand from HID Point of Sale 1.02, page 8D: 03, status, unit, exponent, weight low and high byte.
device 1 usb=0922:8003 revision=0100 port=1-5 interface=0 class=3/0/0
+0 1 open
+300 1 control 21 0a 0000 0000 out
+0 1 = scale hid
# status 02: stable at zero
+100000 1 in 03 02 02 00 00 00
+0 1 = weigh 0 g zero
# 03: in motion, 02: grams, 0x0010
+100000 1 in 03 03 02 00 10 00
+0 1 = weigh 16 g unstable
# 04: stable, 0x0208 = 520; said three times, told once
+100000 1 in 03 04 02 00 08 02
+0 1 = weigh 520 g stable
+100000 1 in 03 04 02 00 08 02
+100000 1 in 03 04 02 00 08 02
# attributes (report 01): no reading
+100000 1 in 01 00 00 00 00 00
# 0B: ounces, FF: tenths, 0x00B7 = 183: 18.3 x 28.349523125 g = 518.796 g
+100000 1 in 03 04 0b ff b7 00
+0 1 = weigh 519 g stable
# 03: kilograms, FD: thousandths
+100000 1 in 03 04 03 fd 08 02
+0 1 = weigh 520 g stable
# 0C: pounds, FE: hundredths, 0x007D = 125: 1.25 x 453.59237 g = 566.99 g
+100000 1 in 03 04 0c fe 7d 00
+0 1 = weigh 567 g stable
# 06: over its limit; 05: 7 g under zero; 05 is the tael, which has three meanings, and is refused
+100000 1 in 03 06 03 fd 00 00
+0 1 = weigh over
+100000 1 in 03 05 02 00 07 00
+0 1 = weigh -7 g under_zero
+100000 1 in 03 04 05 00 02 00
+0 1 = weigh not_ready
+900000 1 fail in 107 the scale was unplugged
+0 1 close
# back after a second
+1000000 1 open
+300 1 control 21 0a 0000 0000 out
+0 1 = scale hid
+100000 1 in 03 04 02 00 e8 03
+0 1 = weigh 1000 g stable
+900000 1 fail in 107 the scale was unplugged
+0 1 close
