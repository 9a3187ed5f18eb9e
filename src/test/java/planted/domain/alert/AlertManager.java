package planted.domain.alert;

class AlertManager {}
