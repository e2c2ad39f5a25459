pragma Singleton
import QtQuick

// The one place where colours, sizes and fonts of the window stand. `dark` and `reducedMotion` are set by the
// window; everything else follows. The C++ painters use the same values (ui/geometry/themecolors.h); a test
// holds that the two agree.
QtObject {
    id: root

    // --- switches ---
    property bool dark: true
    property bool reducedMotion: false

    // --- surfaces, from the back to the front, and the line between them ---
    readonly property color background: dark ? "#14161A" : "#FFFFFF"
    readonly property color surface: dark ? "#1B1E24" : "#F6F7F9"
    readonly property color raised: dark ? "#232730" : "#ECEEF2"
    readonly property color line: dark ? "#2F3540" : "#D5D9E0"

    // --- text ---
    readonly property color text: dark ? "#E6E8EC" : "#1A1D21"
    readonly property color textMuted: dark ? "#9AA3AF" : "#5B6470"
    readonly property color textOnAccent: dark ? "#0B1320" : "#FFFFFF"

    // --- what the pointer and the keyboard touch ---
    readonly property color accent: dark ? "#4C9AFF" : "#1F6FEB"
    readonly property color hover: dark ? "#14E6E8EC" : "#0F1A1D21"
    readonly property color pressed: dark ? "#24E6E8EC" : "#1F1A1D21"
    readonly property color selection: dark ? "#334C9AFF" : "#261F6FEB"
    readonly property color cursor: dark ? "#FFD75E" : "#B25E00"

    // --- states: colour means state and nothing else ---
    readonly property color running: dark ? "#4C9AFF" : "#1F6FEB"
    readonly property color ready: dark ? "#594C9AFF" : "#4D1F6FEB"
    readonly property color blocked: dark ? "#E0A33A" : "#B7791F"
    readonly property color waiting: dark ? "#7C8797" : "#8A94A3"
    readonly property color completed: dark ? "#3FB68B" : "#1A7F5A"
    readonly property color failed: dark ? "#E5534B" : "#CF222E"
    readonly property color aborted: dark ? "#5B6470" : "#9AA3AF"
    readonly property color channel: dark ? "#A371F7" : "#8250DF"
    readonly property color message: dark ? "#2BB7B3" : "#0E8A86"

    // --- breakpoints ---
    readonly property color breakpoint: dark ? "#D9463E" : "#CF222E"
    readonly property color textOnBreakpoint: "#FFFFFF"

    // --- the program text ---
    readonly property color codeKeyword: dark ? "#C792EA" : "#8250DF"
    readonly property color codeString: dark ? "#8FCB8A" : "#116329"
    readonly property color codeNumber: dark ? "#F0A36B" : "#A04100"
    readonly property color codeComment: dark ? "#7F8896" : "#646D79"
    readonly property color codeFunction: dark ? "#7DB8FF" : "#0A55B8"

    // --- the 4-px grid ---
    readonly property int spaceXs: 4
    readonly property int spaceS: 8
    readonly property int spaceM: 12
    readonly property int spaceL: 16
    readonly property int spaceXl: 24
    readonly property int radius: 4
    readonly property int iconSize: 16
    readonly property int focusWidth: 2
    readonly property int controlHeight: 28
    readonly property int topBarHeight: 44
    readonly property int rowHeight: 22
    readonly property int rulerHeight: 22
    readonly property int stripHeight: 30
    readonly property int minimapHeight: 36

    // --- fonts: families and pixel sizes ---
    readonly property FontMetrics systemMetrics: FontMetrics {}
    readonly property string sansFamily: root.systemMetrics.font.family
    readonly property string monoFamily: "DejaVu Sans Mono"
    readonly property int fontSize: 13
    readonly property int fontSizeSmall: 11
    readonly property int fontSizeLarge: 16
    readonly property real codeFontSize: 12.5
    readonly property font sans: Qt.font({ family: sansFamily, pixelSize: fontSize })
    readonly property font sansBold: Qt.font({ family: sansFamily, pixelSize: fontSize, weight: Font.DemiBold })
    readonly property font small: Qt.font({ family: sansFamily, pixelSize: fontSizeSmall })
    readonly property font mono: Qt.font({ family: monoFamily, pixelSize: 12 })

    // --- motion, in milliseconds; 0 where less motion is asked for ---
    readonly property int motion: reducedMotion ? 0 : 120

    // The colour of chip 0…11, which tells one entity from another.
    function chip(index: int): color {
        const hues = dark
            ? ["#5DADFC", "#FF9E7C", "#0AC0B9", "#F695D7", "#8AB955", "#ADB3FD",
               "#DF9632", "#1DCEF8", "#F18093", "#5AD69B", "#C38DE9", "#D0BC42"]
            : ["#0B68B2", "#BE5128", "#0E7571", "#AF4E93", "#4B7405", "#6869CD",
               "#8D5901", "#1284A0", "#A93752", "#108D5D", "#8048A5", "#87780D"];
        return hues[((index % 12) + 12) % 12];
    }
}
