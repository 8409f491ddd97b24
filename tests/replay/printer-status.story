zhuangui-devices 1
# A TM-T20III tells by its automatic status what a person does to it, is unplugged and comes back; a clone (XP-80) is asked
# by DLE EOT and answers 200 ms late. By hand from the Epson guide (DLE EOT, GS a) and the USB printer class 1.1.
device 1 usb=04b8:0e28 revision=0100 port=1-1.2 interface=0 class=7/1/2
device 2 usb=1fc9:2016 revision=0100 port=1-1.3 interface=0 class=7/1/2
+0 1 open
+900 1 control a1 00 0000 0000 in 1024 00 32 4d 46 47 3a 45 50 53 4f 4e 3b 43 4d 44 3a 45 53 43 2f 50 4f 53 3b 4d 44 4c 3a 54 4d 2d 54 32 30 49 49 49 3b 43 4c 53 3a 50 52 49 4e 54 45 52 3b
+100 1 out 1d 61 0f
+0 1 = printer ready, used as epson-tm-t20, calls itself EPSON TM-T20III
# online, the drawer's pin high
+500 1 out 10 04 01
+2000 1 in 16
+500 1 out 10 04 02
+2000 1 in 12
+500 1 out 10 04 03
+2000 1 in 12
+500 1 out 10 04 04
+2000 1 in 12
# all is well; then the roll is near its end
+800000 1 in 14 00 00 0f
+700000 1 in 14 00 03 0f
+0 1 = printer ready, paper near its end, used as epson-tm-t20, calls itself EPSON TM-T20III
# offline, cover open, and without a roll the sensors see nothing
+900000 1 in 38 00 0f 0f
+0 1 = printer cover_open, paper near its end, used as epson-tm-t20, calls itself EPSON TM-T20III
# closed again without a roll
+600000 1 in 18 00 0c 00
+0 1 = printer paper_out, used as epson-tm-t20, calls itself EPSON TM-T20III
# a new one
+900000 1 in 14 00 00 0f
+0 1 = printer ready, used as epson-tm-t20, calls itself EPSON TM-T20III
# the question that is due after five seconds
+1000000 1 out 10 04 01
+2000 1 in 16
+500 1 out 10 04 02
+2000 1 in 12
+500 1 out 10 04 03
+2000 1 in 12
+500 1 out 10 04 04
+2000 1 in 12
+700000 1 fail in 107 it was unplugged
+0 1 = printer unplugged
+20 1 close
+2000000 1 open
+900 1 control a1 00 0000 0000 in 1024 00 32 4d 46 47 3a 45 50 53 4f 4e 3b 43 4d 44 3a 45 53 43 2f 50 4f 53 3b 4d 44 4c 3a 54 4d 2d 54 32 30 49 49 49 3b 43 4c 53 3a 50 52 49 4e 54 45 52 3b
+100 1 out 1d 61 0f
+0 1 = printer ready, used as epson-tm-t20, calls itself EPSON TM-T20III
+500 1 out 10 04 01
+2000 1 in 16
+500 1 out 10 04 02
+2000 1 in 12
+500 1 out 10 04 03
+2000 1 in 12
+500 1 out 10 04 04
+2000 1 in 12
+100000 1 close
+0 2 open
+900 2 control a1 00 0000 0000 in 1024
+0 2 fail control 111 it stalled the request
+0 2 = printer ready, used as xprinter-xp-80
+500 2 out 10 04 01
+200000 2 in 12
+500 2 out 10 04 02
+200000 2 in 12
+500 2 out 10 04 03
+200000 2 in 12
+500 2 out 10 04 04
+200000 2 in 12
# five seconds later: offline, stopped by the paper's end, no error, near end and out
+4000000 2 out 10 04 01
+200000 2 in 1a
+500 2 out 10 04 02
+200000 2 in 32
+500 2 out 10 04 03
+200000 2 in 12
+500 2 out 10 04 04
+200000 2 in 7e
+0 2 = printer paper_out, paper near its end, used as xprinter-xp-80
# asked again after a second
+1000000 2 out 10 04 01
+200000 2 in 12
+500 2 out 10 04 02
+200000 2 in 12
+500 2 out 10 04 03
+200000 2 in 12
+500 2 out 10 04 04
+200000 2 in 1e
+0 2 = printer ready, paper near its end, used as xprinter-xp-80
+100000 2 close
