pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Interleave.Controls
import Interleave.ViewModel

// What stands above the history in the inspector.
Column {
    id: root

    required property Workbench workbench
    readonly property Inspector inspector: root.workbench.inspector
    readonly property TraceSession session: root.workbench.session

    padding: Theme.spaceM
    spacing: Theme.spaceS

    component Heading: PanelTitle {
        width: root.width - 2 * root.padding
        topPadding: Theme.spaceS
    }

    RowLayout {
        width: root.width - 2 * root.padding
        spacing: Theme.spaceS

        Chip {
            visible: root.inspector.hasEntity
            hue: root.inspector.hue
            implicitWidth: 12
            implicitHeight: 12
        }
        Text {
            Layout.fillWidth: true
            text: root.inspector.title
            font.family: Theme.sansFamily
            font.pixelSize: Theme.fontSizeLarge
            font.weight: Font.DemiBold
            color: Theme.text
            elide: Text.ElideMiddle
        }
        StateBadge {
            visible: root.inspector.hasEntity
            status: root.inspector.status
            text: root.inspector.stateText
        }
        IconButton {
            visible: root.inspector.hasEntity
            iconName: "close"
            hint: root.workbench.commands.tooltip(CommandModel.Deselect)
            onClicked: root.workbench.run(CommandModel.Deselect)
        }
    }

    Text {
        visible: root.inspector.kind !== ""
        topPadding: -Theme.spaceXs
        text: root.inspector.kind
        font: Theme.small
        color: Theme.textMuted
    }

    Text {
        objectName: "stateSentence"
        width: root.width - 2 * root.padding
        text: root.inspector.sentence
        textFormat: Text.StyledText
        font: Theme.sans
        color: Theme.text
        wrapMode: Text.Wrap
        lineHeight: 1.15

        Accessible.role: Accessible.StaticText
        Accessible.name: root.inspector.sentence
    }

    Column {
        width: root.width - 2 * root.padding
        spacing: Theme.spaceXs
        visible: root.inspector.facts.count > 0

        Repeater {
            model: root.inspector.facts

            delegate: FactRow {
                width: root.width - 2 * root.padding
                session: root.session
            }
        }
    }

    Heading {
        visible: root.inspector.chain.count > 0
        text: root.inspector.cycle ? qsTr("Waits in a circle: nobody here can go on") : qsTr("Waits for")
        color: root.inspector.cycle ? Theme.failed : Theme.textMuted
    }
    Repeater {
        model: root.inspector.chain

        delegate: EntityRow {
            width: root.width - 2 * root.padding
            session: root.session
        }
    }

    Heading {
        visible: root.inspector.live.count > 0
        text: qsTr("Alive now")
    }
    Repeater {
        model: root.inspector.live

        delegate: EntityRow {
            width: root.width - 2 * root.padding
            session: root.session
        }
    }

    Heading {
        visible: root.inspector.causes.count > 0
        text: qsTr("How it came to this")
    }
    Repeater {
        model: root.inspector.causes

        delegate: CauseRow {
            width: root.width - 2 * root.padding
            session: root.session
        }
    }

    Heading {
        visible: root.inspector.hasEntity
        text: qsTr("History")
    }
}
