pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// One channel: takes that wait at the left, the buffer in the middle, puts that wait at the right; messages move
// from right to left.
AbstractButton {
    id: root

    required property int entity
    required property string name
    required property int hue
    required property string summary
    required property list<string> buffer
    required property list<string> puts
    required property list<string> takes
    required property bool closed
    required property TraceSession session

    padding: 0
    implicitHeight: Math.max(34, queue.implicitHeight + Theme.spaceS)
    focusPolicy: Qt.TabFocus
    onClicked: root.session.selectedEntity = root.entity

    Accessible.role: Accessible.ListItem
    Accessible.name: root.name + ": " + root.summary

    component Message: Rectangle {
        id: message

        required property string text
        property color tone: Theme.channel
        property bool filled: false

        implicitWidth: Math.min(240, words.implicitWidth + 2 * Theme.spaceS)
        implicitHeight: 22
        radius: Theme.radius
        color: message.filled ? Qt.alpha(message.tone, 0.22) : "transparent"
        border.width: 1
        border.color: message.tone

        Text {
            id: words

            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - 2 * Theme.spaceS)
            text: message.text
            font: Theme.mono
            color: Theme.text
            elide: Text.ElideMiddle
        }
    }

    Item {
        anchors.fill: parent

        Chip {
            id: chip

            x: Theme.spaceM
            y: 12
            hue: root.hue
        }
        Text {
            id: nameText

            x: Theme.spaceM + 18
            y: 9
            width: 150
            text: root.name
            font.family: Theme.sansFamily
            font.pixelSize: Theme.fontSize
            font.weight: Font.DemiBold
            font.strikeout: root.closed
            color: root.closed ? Theme.textMuted : Theme.text
            elide: Text.ElideMiddle
        }
        Text {
            x: nameText.x + nameText.width + Theme.spaceM
            y: 10
            width: 210
            text: root.summary
            font: Theme.sans
            color: Theme.textMuted
            elide: Text.ElideRight
        }
        Flow {
            id: queue

            x: nameText.x + nameText.width + 234
            y: 6
            width: parent.width - x - Theme.spaceL
            spacing: Theme.spaceXs

            Repeater {
                model: root.takes

                Message {
                    required property string modelData

                    text: qsTr("%1 waits to take").arg(modelData)
                    tone: Theme.blocked
                }
            }
            Repeater {
                model: root.buffer

                Message {
                    required property string modelData

                    text: modelData
                    filled: true
                }
            }
            Repeater {
                model: root.puts

                Message {
                    required property string modelData

                    text: modelData
                    tone: Theme.blocked
                }
            }
        }
    }
    background: Rectangle {
        color: root.session.selectedEntity === root.entity ? Theme.selection
             : root.hovered ? Theme.hover : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }
}
