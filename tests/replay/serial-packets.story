zhuangui-devices 1
# A Newland scanner in serial mode: a bulk packet is no frame; written by hand from CDC PSTN 1.2.
device 1 usb=1eab:0106 revision=0100 port=1-3 interface=0 class=2/2/1
device 2 usb=1eab:0106 revision=0100 port=1-3 interface=1 class=10/0/0
+0 2 open
+300 2 control 21 20 0000 0000 out 80 25 00 00 00 00 08
+300 2 control 21 22 0003 0000 out
# one code in two packets
+400000 2 in 5d 45 30 36 39 30 31 32 33 34
+1000 2 in 35 36 37 38 39 32 0d
+0 2 = scan ]E0 6901234567892
# two codes in one packet, CR LF behind each
+400000 2 in 36 39 32 32 32 36 36 34 35 34 32 39 35 0d 0a 36 39 30 31 32 33 34 35 36 37 38 39 32 0d 0a
+0 2 = scan 6922266454295
+0 2 = scan 6901234567892
# GS as itself
+400000 2 in 5d 64 32 30 31 30 36 39 30 31 32 33 34 35 36 37 38 39 32 31 30 41 31 1d 33 31 30 33 30 30 30 35 32 30 0d
+0 2 = scan ]d2 010690123456789210A1{GS}3103000520
+900000 2 fail in 107 the scanner was unplugged
+0 2 close
