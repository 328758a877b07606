import airway from './stills/airway.svg'
import board from './stills/board.svg'
import campus from './stills/campus.svg'
import document from './stills/document.svg'
import floorplan from './stills/floorplan.svg'
import grid4 from './stills/grid4.svg'
import grid4b from './stills/grid4b.svg'
import lake from './stills/lake.svg'
import poll from './stills/poll.svg'
import scatter from './stills/scatter.svg'
import sheet from './stills/sheet.svg'
import speaker from './stills/speaker-ines.svg'
import suture from './stills/suture.svg'
import vitals from './stills/vitals.svg'
import whiteboard from './stills/whiteboard.svg'
import styles from './welcome.module.css'

const COLUMNS = [
  [board, lake, vitals, grid4, sheet],
  [suture, speaker, airway, floorplan, poll],
  [scatter, grid4b, document, campus, whiteboard],
]

/** Stills of what recordings look like: decoration beside the first two screens. */
export function Wall() {
  return (
    <div className={styles.wall} aria-hidden="true">
      {COLUMNS.map((column) => (
        <div key={column[0]} className={styles.wallColumn}>
          {column.map((still) => (
            <span key={still} className={styles.still}>
              <img src={still} alt="" />
            </span>
          ))}
        </div>
      ))}
      <div className={styles.drag} />
    </div>
  )
}
