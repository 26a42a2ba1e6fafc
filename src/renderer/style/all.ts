import './tokens.css';
import './base.css';
import './shell.css';
import './reception.css';
import './document.css';
import './dossier.css';
import './rediger.css';
import './envois.css';
