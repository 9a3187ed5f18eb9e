package planted.domain.alert;

public class OpenStore {}
